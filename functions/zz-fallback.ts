/**
 * Every address the functions before it do not take: Graph's other spellings, such as `groups('id')`, and what is nowhere.
 * The host takes the first function by name whose route fits, so this name has to be the last.
 */
import { app } from '@azure/functions';
import { serveHttp } from '../src/app/triggers.ts';

app.http('zzFallback', {
  route: '{*path}',
  methods: ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'],
  authLevel: 'anonymous',
  handler: serveHttp,
});
