// Which view an address names: `/console/PARTNER/bots/BOT/deploy`.

import { audit } from './view/audit.js';
import { bots } from './view/bots.js';
import { deploy } from './view/deploy.js';
import { editor } from './view/editor.js';
import { keys } from './view/keys.js';
import { members } from './view/members.js';
import { partners } from './view/partners.js';
import { skills } from './view/skills.js';
import { statistics } from './view/statistics.js';

const ofPartner = { bots, keys, members, audit };
const ofBot = { editor, statistics, deploy, skills };

/** @returns {{view: Function, slug?: string, bot?: string, section?: string}} of the parts of a path */
export function viewOf([slug, room = 'bots', bot, section = 'editor']) {
  if (!slug) return { view: partners };
  if (room === 'bots' && bot) return { view: ofBot[section] ?? editor, slug, bot, section };
  return { view: ofPartner[room] ?? bots, slug, section: room };
}
