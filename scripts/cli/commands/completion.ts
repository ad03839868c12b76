import { Argument } from 'commander';
import { type CliCommand } from '../command';
import { completionScript, type Shell, shells } from '../member/completion';

/** Completion for shells. */
export const completion: CliCommand = {
  name: 'completion',
  summary: 'print a script that completes commands and options in your shell',
  configure(command, io) {
    command
      .description(
        'Prints a script for your shell. bash: sunledger completion bash > ~/.local/share/bash-completion/completions/sunledger; ' +
          'zsh: put it into a folder of $fpath as _sunledger; fish: ~/.config/fish/completions/sunledger.fish.',
      )
      .addArgument(new Argument('<shell>', 'which shell').choices(shells))
      .action((shell: Shell) => {
        const program = command.parent;
        if (program) io.stdout.write(completionScript(program, shell));
      });
  },
};
