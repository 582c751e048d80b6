declare module 'axios-token-interceptor' {
  interface TokenCache<T> {
    (): Promise<T>;
    reset(): void;
  }
  const tokenProvider: {
    tokenCache<T>(
      getToken: () => Promise<T>,
      options: { readonly getMaxAge: (token: T) => number },
    ): TokenCache<T>;
  };
  export default tokenProvider;
}
