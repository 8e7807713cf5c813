import { app } from '@azure/functions';
import { serveHttp } from '../src/app/triggers.ts';

app.http('metadata', {
  route: '{version}/$metadata',
  methods: ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'],
  authLevel: 'anonymous',
  handler: serveHttp,
});
