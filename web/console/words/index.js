// The words of the console, beside those that every page has.

import { addWords } from '../../i18n/index.js';
import en from './en.js';
import ko from './ko.js';

addWords({ ko, en });
