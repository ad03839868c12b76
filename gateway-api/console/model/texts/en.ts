import { banker } from './en/banker';
import { bills } from './en/bills';
import { book } from './en/book';
import { energy } from './en/energy';
import { errors } from './en/errors';
import { map } from './en/map';
import { market } from './en/market';
import { network } from './en/network';
import { operator } from './en/operator';
import { reasons } from './en/reasons';
import { sectionNames } from './en/section-names';
import { shell } from './en/shell';
import { signIn } from './en/sign-in';
import { today } from './en/today';
import { tokens } from './en/tokens';
import { trust } from './en/trust';
import { voting } from './en/voting';

/** Every text of the console, in English. Another language is another object of this type. */
export const en = {
  banker,
  operator,
  trust,
  book,
  energy,
  network,
  bills,
  errors,
  map,
  market,
  reasons,
  sectionNames,
  shell,
  signIn,
  today,
  tokens,
  voting,
};
export type Texts = typeof en;
