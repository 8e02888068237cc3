// Before anything is painted: the theme that the reader chose here, if any.
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
} catch { /* storage may be off: then the system decides */ }
