import { type Command } from 'commander';

/** A command with what can stand behind it. */
interface Completed {
  /** Words that lead here: "session start". */
  readonly path: string;
  readonly words: readonly string[];
}

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** A script that completes the commands and options of a program in a shell. */
export function completionScript(program: Command, shell: Shell): string {
  const name = program.name();
  const all = completions(program, []);
  if (shell === 'fish') return fish(name, all);
  const script = bash(name, all);
  return shell === 'bash' ? script : `#compdef ${name}\nautoload -U +X bashcompinit && bashcompinit\n${script}`;
}

function completions(command: Command, path: readonly string[]): Completed[] {
  const commands = command.commands.map((each) => each.name());
  const options = command.options.flatMap(({ long }) => (long ? [long] : []));
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  const own = { path: path.join(' '), words: [...commands, ...choices, ...options, '--help'] };
  return [own, ...command.commands.flatMap((each) => completions(each, [...path, each.name()]))];
}

function bash(name: string, all: readonly Completed[]): string {
  const cases = all.map(({ path, words }) => `    '${path}') words='${words.join(' ')}' ;;`).join('\n');
  const known = all.filter(({ path }) => path !== '').map(({ path }) => path);
  return `_${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path='' words='' word next
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    next="\${path:+$path }$word"
    case "$next" in
      ${known.map((path) => `'${path}'`).join('|')}) path="$next" ;;
    esac
  done
  case "$path" in
${cases}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _${name} ${name}
`;
}

function fish(name: string, all: readonly Completed[]): string {
  const lines = all.flatMap(({ path, words }) => {
    const seen = path.split(' ').filter((word) => word !== '');
    const condition =
      seen.length === 0
        ? '__fish_use_subcommand'
        : seen.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
    return words.map((word) =>
      word.startsWith('--')
        ? `complete -c ${name} -n '${condition}' -l ${word.slice(2)}`
        : `complete -c ${name} -n '${condition}' -a ${word}`,
    );
  });
  return `complete -c ${name} -f\n${lines.join('\n')}\n`;
}
