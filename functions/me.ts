import { app } from '@azure/functions';
import { serveHttp } from '../src/app/triggers.ts';

app.http('me', {
  route: '{version}/me/{*rest}',
  methods: ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'],
  authLevel: 'anonymous',
  handler: serveHttp,
});
