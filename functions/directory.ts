import { app } from '@azure/functions';
import { serveHttp } from '../src/app/triggers.ts';

app.http('directory', {
  route: '{version}/directory/{*rest}',
  methods: ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'],
  authLevel: 'anonymous',
  handler: serveHttp,
});
