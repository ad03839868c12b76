import Mocha = require('mocha');

/**
 * Mocha's spec reporter with one closing line for all suites together: `N passed, N failed, N skipped`.
 * A test that is skipped says why in its title.
 */
class ClosingLineReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      process.stdout.write(`\n${passes} passed, ${failures} failed, ${pending} skipped\n`);
    });
  }
}

export = ClosingLineReporter;
