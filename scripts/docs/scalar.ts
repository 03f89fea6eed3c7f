/** The part of a web framework that the plugin calls on its way to the route that holds the script. */
interface Route {
  readonly url: string;
  readonly handler: (request: unknown, reply: Reply) => unknown;
}
interface Reply {
  header(name: string, value: string): Reply;
  send(body: string): void;
}

/**
 * Scalar's browser script, in one piece. `@scalar/api-reference` holds it as a file, but brings a quarter of a gigabyte
 * along; the plugin for Fastify holds nothing else, and hands it out through a route. So it is asked for that route.
 */
export async function loadScalarScript(): Promise<string> {
  // Four megabytes: loaded only when docs are rendered.
  const { default: scalarPlugin } = await import('@scalar/fastify-api-reference');
  const routes: Route[] = [];
  const framework = { route: (route: Route) => routes.push(route), hasPlugin: () => false, log: console };
  await new Promise<void>((resolve) => {
    const register = scalarPlugin as unknown as (instance: unknown, options: object, done: () => void) => void;
    register(framework, { configuration: { url: 'openapi.json' } }, resolve);
  });
  const route = routes.find(({ url }) => url.endsWith('.js'));
  let script: string | undefined;
  const reply: Reply = { header: () => reply, send: (body) => void (script = body) };
  route?.handler({}, reply);
  if (!script?.includes('createApiReference')) {
    throw new Error('@scalar/fastify-api-reference no longer hands out its script; see scripts/docs/scalar.ts.');
  }
  return script.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
}
