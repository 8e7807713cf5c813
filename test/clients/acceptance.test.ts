/** Microsoft's client libraries drive a dynamic group from its creation to its end, with nothing changed but the base URL. */
import { afterAll, beforeAll, test } from 'vitest';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { type Front, startHttpsFront } from './https-front.ts';
import { javascriptClient } from './javascript-client.ts';
import { kiotaClient } from './kiota-client.ts';
import { betaSdk, v1Sdk } from './kiota-sdk.ts';
import { tellStory } from './story.ts';

let app: RunningApp;
let front: Front;

beforeAll(async () => {
  app = await startApp({ MUSTER_TRUST_FORWARDED: 'true' });
  front = await startHttpsFront(app.host.url);
});

afterAll(async () => {
  await front.stop();
  await app.host.stop();
});

test('the JavaScript client over http', { timeout: 60_000 }, () =>
  tellStory(javascriptClient({ url: app.host.url, token: 'none' }), 'http'),
);

test('the JavaScript client over https', { timeout: 60_000 }, () =>
  tellStory(javascriptClient({ url: front.url, token: 'none' }), 'https'),
);

test('the SDK for v1.0', { timeout: 60_000 }, () =>
  tellStory(kiotaClient(v1Sdk(app.host.url), betaSdk(app.host.url)), 'kiota'),
);

test('the SDK for beta', { timeout: 60_000 }, () =>
  tellStory(kiotaClient(betaSdk(app.host.url), betaSdk(app.host.url)), 'kiota-beta'),
);
