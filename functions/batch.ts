import { app } from '@azure/functions';
import { serveHttp } from '../src/app/triggers.ts';

app.http('batch', {
  route: '{version}/$batch',
  methods: ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'],
  authLevel: 'anonymous',
  handler: serveHttp,
});
