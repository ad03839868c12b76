/** `npm run gateway -- --config gateway.yaml`: one organisation's gateway as a process of its own (docs/operations.md). */
import { type GatewayIo, runGateway } from './run-gateway';

// Whatever is written from here on, keys above all, is for its owner alone.
process.umask(0o077);

// npm runs a script in the package's folder; what the user types is relative to where npm was called.
const throughNpm = process.env['npm_lifecycle_event'] === 'gateway' ? process.env['INIT_CWD'] : undefined;

const onSignal: GatewayIo['onSignal'] = (listener) => {
  const stop = (): void => listener('stop');
  const reload = (): void => listener('reload');
  process.on('SIGTERM', stop).on('SIGINT', stop).on('SIGHUP', reload);
  return () => {
    // Who asks again wants it now.
    process.off('SIGHUP', reload).off('SIGTERM', stop).off('SIGINT', stop);
  };
};

void runGateway(process.argv.slice(2), {
  cwd: throughNpm ?? process.cwd(),
  environment: process.env,
  say: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  onSignal,
}).then((code) => {
  // What is left open is not waited for: everything that matters is closed.
  process.exit(code);
});
