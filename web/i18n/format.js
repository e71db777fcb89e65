// Dates, times and lengths of time as people write them in the chosen language.

import { language } from './index.js';

const dayLength = 24 * 60 * 60 * 1000;

/** “오후 3:05”, “3:05 PM”. */
export function clockTime(date) {
  return new Intl.DateTimeFormat(language(), { hour: 'numeric', minute: '2-digit' }).format(date);
}

/** “2026년 11월 23일 월요일”, “Monday, November 23, 2026”. */
export function fullDay(date) {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'full' }).format(date);
}

/** A key that is the same for all times of one local day. */
export function dayKey(date) {
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** When something was: the time today, “어제”, or the date. */
export function shortWhen(date, now = new Date()) {
  const days = daysBetween(now, date);
  if (days === 0) return clockTime(date);
  if (days === -1) return relativeDay(days);
  const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(language(), { year, month: 'short', day: 'numeric' }).format(date);
}

/** When something will be: “오늘 오후 3:00”, “내일 오전 7:00”, “11월 30일 오전 7:00”. */
export function upcoming(date, now = new Date()) {
  const days = daysBetween(now, date);
  if (days >= 0 && days <= 1) return `${capital(relativeDay(days))} ${clockTime(date)}`;
  const day = new Intl.DateTimeFormat(language(), { month: 'short', day: 'numeric' }).format(date);
  return `${day} ${clockTime(date)}`;
}

/** Time left as a clock counts it down: “4:59”, “1:04:59”. */
export function countdown(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (number) => String(number).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** Weekday numbers (1 is Monday) as short names: “월·수”, “Mon, Wed”. */
export function weekdays(numbers) {
  const monday = new Date(2024, 0, 1);
  const name = new Intl.DateTimeFormat(language(), { weekday: 'short' });
  const names = numbers.map((number) => name.format(new Date(monday.getTime() + (number - 1) * dayLength)));
  return names.join(language() === 'ko' ? '·' : ', ');
}

function daysBetween(from, to) {
  const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((midnight(to) - midnight(from)) / dayLength);
}

function relativeDay(days) {
  return new Intl.RelativeTimeFormat(language(), { numeric: 'auto' }).format(days, 'day');
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
