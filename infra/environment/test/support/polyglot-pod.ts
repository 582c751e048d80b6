import { withTokenAgent } from '@onetoken/infra-kubernetes-components';

/** Knows nothing of tokens: any program, in any language, could make this call. */
const PROGRAM = `
  fetch(process.env.ONETOKEN_AGENT_URL + '/api/v2/routing/queues')
    .then(async (answer) => console.log(answer.status, (await answer.json()).entities.length > 0));
`;

const least = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

/** A pod of a team that took the agent into it; its program calls the API once and ends. */
export function polyglotPod(name: string, agentImage: string): string {
  const spec = withTokenAgent(
    {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        fsGroup: 1000,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        // The image is any that has a program to run; this one is there already.
        { name, image: agentImage, command: ['node', '-e', PROGRAM], securityContext: least },
      ],
    },
    {
      image: agentImage,
      environment: {
        ONETOKEN_LOGIN_URL: 'http://mock-genesys',
        ONETOKEN_API_URL: 'http://mock-genesys',
        ONETOKEN_ALLOW_HTTP: '1',
      },
      secrets: { client: 'genesys-client', cache: 'cache-wallboard' },
    },
  );
  const labels = {
    'app.kubernetes.io/part-of': 'onetoken',
    'app.kubernetes.io/component': 'service',
  };
  return JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec });
}
