/** JavaScript for `node -e` in a pod: prints `open` or `closed` for a host and port. */
export function probeConnection(host: string, port: number): string {
  return `
    const socket = require('node:net').connect({ host: '${host}', port: ${port}, timeout: 3000 });
    const end = (word) => { console.log(word); process.exit(); };
    socket.on('connect', () => end('open'));
    socket.on('timeout', () => end('closed'));
    socket.on('error', () => end('closed'));
  `;
}

/** A pod in the namespace without the labels of the environment, so that no rule allows it a connection. */
export function foreignPod(image: string, script: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'foreign' },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: 'foreign',
          image,
          command: ['node', '-e', script],
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  });
}
