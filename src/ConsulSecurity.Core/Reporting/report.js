(function () {
  'use strict';
  const filter = document.querySelector('.filter');
  const search = filter.querySelector('input');
  const selects = Array.from(filter.querySelectorAll('select'));
  const button = filter.querySelector('button');
  const output = filter.querySelector('output');
  const checks = Array.from(document.querySelectorAll('details.check'));
  const texts = new Map(checks.map((check) => [check, check.textContent.toLowerCase()]));
  let opened = [];

  function apply() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const check of checks) {
      const fits = selects.every((select) => !select.value || check.dataset[select.name] === select.value)
        && words.every((word) => texts.get(check).includes(word));
      check.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const area of document.querySelectorAll('section.area')) {
      area.hidden = !area.querySelector('details.check:not([hidden])');
    }
    output.value = shown === checks.length ? checks.length + ' checks' : shown + ' of ' + checks.length + ' checks';
  }

  function openTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.matches('details.check')) {
      if (target.hidden) {
        search.value = '';
        selects.forEach((select) => { select.value = ''; });
        apply();
      }
      target.open = true;
      target.scrollIntoView();
    }
  }

  filter.hidden = false;
  search.addEventListener('input', apply);
  selects.forEach((select) => select.addEventListener('change', apply));
  button.addEventListener('click', () => {
    const open = checks.some((check) => !check.hidden && !check.open);
    checks.forEach((check) => { check.open = open && !check.hidden; });
    button.textContent = open ? 'Close all' : 'Open all';
  });
  window.addEventListener('hashchange', openTarget);
  window.addEventListener('beforeprint', () => {
    opened = checks.filter((check) => !check.open);
    opened.forEach((check) => { check.open = true; });
  });
  window.addEventListener('afterprint', () => opened.forEach((check) => { check.open = false; }));
  apply();
  openTarget();
}());
