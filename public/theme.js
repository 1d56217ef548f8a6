// Runs before the first paint: the stored theme and language, else the system's and the browser's.
(() => {
  let stored = {};
  try {
    stored = JSON.parse(localStorage.getItem('kubarium.preferences') ?? '{}') ?? {};
  } catch {
    // A damaged entry is as good as none.
  }
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const theme = stored.theme === 'dark' || stored.theme === 'light' ? stored.theme : dark ? 'dark' : 'light';
  const known = (navigator.languages ?? []).find((tag) => /^(ko|en)\b/i.test(tag)) ?? 'en';
  const language = stored.language === 'ko' || stored.language === 'en' ? stored.language : known.toLowerCase();
  document.documentElement.dataset.theme = theme;
  document.documentElement.lang = language.startsWith('ko') ? 'ko' : 'en';
})();
