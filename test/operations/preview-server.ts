/** A guarded group, and previews of it. */
import { expect } from 'vitest';
import { previewEntry, previewResource } from '../../src/contract/preview-type.ts';
import { pages } from './ask.ts';
import { GuardedServer } from './guarded-server.ts';

/** An instance reserves so many numbers for users at a time, and each counts as one to look at. */
export const ORDINALS = 64;

export class PreviewServer extends GuardedServer {
  async preview(body: unknown) {
    const reply = await this.post('/muster/v1/previews', body);
    expect(reply.status).toBe(201);
    previewResource.strict().parse(reply.body);
    expect(reply.headers.Location).toMatch(new RegExp(`/muster/v1/previews/${reply.body.id}$`));
    return reply.body;
  }

  /** The preview when all is done. */
  async completed(body: unknown) {
    const { id } = await this.preview(body);
    await this.settle();
    const reply = await this.get(`/muster/v1/previews/${id}`);
    previewResource.strict().parse(reply.body);
    expect(reply.body.status).toBe('completed');
    return reply.body;
  }

  async listed(id: string, list: string, query = '?$top=3') {
    const found = await pages(this, `/muster/v1/previews/${id}/${list}${query}`);
    const entries = found.flatMap(({ body }) => body.value);
    for (const entry of entries) previewEntry.strict().parse(entry);
    return entries;
  }

  async status(id: string): Promise<string> {
    return (await this.get(`/muster/v1/previews/${id}`)).body.status;
  }
}
