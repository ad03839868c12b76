import { texts } from '../../model/texts';
import { type VoteView } from '../../model/views';

/** What a vote would do, as a sentence; a command that this console does not know yet is named with its arguments. */
export function sentenceOf({ command, arguments: args }: Pick<VoteView, 'command' | 'arguments'>): string {
  const { sentences } = texts.voting;
  if (Object.hasOwn(sentences, command)) return sentences[command as keyof typeof sentences](args);
  return `${command} (${Object.values(args).join(', ')})`;
}
