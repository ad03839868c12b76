import { banker } from './en/banker';
import { errors } from './en/errors';
import { market } from './en/market';
import { reasons } from './en/reasons';
import { sectionNames } from './en/section-names';
import { shell } from './en/shell';
import { signIn } from './en/sign-in';
import { voting } from './en/voting';

/** Every text of the console, in English. Another language is another object of this type. */
export const en = {
  shell,
  sectionNames,
  errors,
  signIn,
  market,
  reasons,
  voting,
  banker,
};
export type Texts = typeof en;
