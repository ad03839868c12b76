import { errors } from './en/errors';
import { market } from './en/market';
import { reasons } from './en/reasons';
import { sectionNames } from './en/section-names';
import { shell } from './en/shell';
import { signIn } from './en/sign-in';

/** Every text of the console, in English. Another language is another object of this type. */
export const en = { shell, sectionNames, errors, signIn, market, reasons };
export type Texts = typeof en;
