// The theme and the language a person chose, applied before anything is drawn. A classic script on purpose: modules
// run only after the page was parsed. `messenger/settings.js` owns the same record.
try {
  const { theme, language } = JSON.parse(localStorage.getItem('ieum.settings')) ?? {};
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  if (language) document.documentElement.lang = language;
} catch {
  // No storage, or not our record: the system's theme is right.
}
