import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';

const fields = z.record(z.string(), z.string());

/** How long one read is used: long enough for the fields of one token request, too short to outlive a rotation. */
const READ_SERVES_MS = 2_000;

/** An entry of Secrets Manager: a JSON object, read again for each new request of a field. */
export class StoredSecret {
  readonly #client: SecretsManagerClient;
  readonly #arn: string;
  readonly #now: () => number;
  #read: { readonly at: number; readonly fields: Promise<Record<string, string>> } | undefined;

  constructor(client: SecretsManagerClient, arn: string, now: () => number = Date.now) {
    this.#client = client;
    this.#arn = arn;
    this.#now = now;
  }

  /** @throws Error when the entry cannot be read or does not have the field; never with a value in it */
  async field(name: string): Promise<string> {
    const value = await this.optionalField(name);
    if (!value) throw new Error(`secret ${this.#arn} has no field ${name}`);
    return value;
  }

  async optionalField(name: string): Promise<string | undefined> {
    const at = this.#now();
    // A copy of the function may have been frozen for hours since the last read.
    if (!this.#read || at - this.#read.at > READ_SERVES_MS)
      this.#read = { at, fields: this.#fetch() };
    const { fields } = this.#read;
    try {
      return (await fields)[name];
    } catch (error) {
      if (this.#read?.fields === fields) this.#read = undefined;
      throw error;
    }
  }

  async #fetch(): Promise<Record<string, string>> {
    const command = new GetSecretValueCommand({ SecretId: this.#arn });
    const { SecretString } = await this.#client.send(command).catch((error: Error) => {
      throw new Error(`secret ${this.#arn} cannot be read (${error.name})`);
    });
    try {
      return fields.parse(JSON.parse(SecretString ?? ''));
    } catch {
      // The parser's message may quote the value.
      throw new Error(`secret ${this.#arn} is not a JSON object of texts`);
    }
  }
}
