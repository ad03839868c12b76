import { en, type Texts } from './texts/en';

/** The texts of the console, in the language of the page. */
export const texts: Texts = en;
