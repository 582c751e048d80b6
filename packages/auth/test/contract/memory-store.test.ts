import { memoryStore } from '../../src/stores/memory.ts';
import { storeContract } from './store-contract.ts';

storeContract('the memory store', async () => {
  const store = memoryStore();
  return { newStore: () => store, [Symbol.asyncDispose]: async () => undefined };
});
