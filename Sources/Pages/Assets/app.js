// Progressive enhancement only: every page works without this file.
(function () {
  'use strict';
  var each = function (selector, action) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), action);
  };

  // A page that carries a SAML message posts it by itself, unless the person came back to it with Back:
  // sending the same message again would only end in the application's refusal.
  var carrier = document.querySelector('form[data-auto-submit]');
  if (carrier) {
    var navigation = performance.getEntriesByType && performance.getEntriesByType('navigation')[0];
    if (!navigation || navigation.type !== 'back_forward') carrier.submit();
  }

  // Close <details> menus on Escape (focus returns to the button) and on a click elsewhere.
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') return;
    var menu = document.querySelector('details.menu[open]');
    if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
  });
  document.addEventListener('click', function (event) {
    each('details.menu[open]', function (menu) { if (!menu.contains(event.target)) menu.open = false; });
  });

  // « Afficher le mot de passe »: the checkbox is hidden in the markup because only a script can do its work.
  each('[data-reveals]', function (box) {
    var field = document.getElementById(box.getAttribute('data-reveals'));
    box.closest('label').hidden = false;
    box.checked = false;
    box.addEventListener('change', function () { field.type = box.checked ? 'text' : 'password'; });
    // A password manager and the next person at this desk must never meet the field in clear text.
    if (field.form) field.form.addEventListener('submit', function () { field.type = 'password'; });
  });

  // « Sélectionner toute la page », hidden in the markup because only a script can do its work; the count is announced.
  each('[data-selects-all]', function (all) {
    var form = all.closest('form');
    if (!form) return;
    var boxes = Array.prototype.slice.call(form.querySelectorAll('tbody input[type=checkbox]'));
    var live = form.querySelector('[data-announces]');
    var tell = function () {
      var count = boxes.filter(function (box) { return box.checked; }).length;
      all.checked = count > 0 && count === boxes.length;
      all.indeterminate = count > 0 && count < boxes.length;
      if (live) live.textContent = count + ' ' + live.getAttribute('data-announces');
    };
    all.closest('label').hidden = boxes.length === 0;
    all.addEventListener('change', function () {
      boxes.forEach(function (box) { box.checked = all.checked; });
      tell();
    });
    boxes.forEach(function (box) { box.addEventListener('change', tell); });
  });

  // The error summary takes the focus (browsers without autofocus on it), its links focus their field.
  var summary = document.querySelector('.errsum');
  if (summary) summary.focus();
  each('.errsum a', function (link) {
    link.addEventListener('click', function (event) {
      var field = document.getElementById(link.getAttribute('href').slice(1));
      if (!field) return;
      event.preventDefault();
      field.scrollIntoView({ block: 'center' });
      field.focus({ preventScroll: true });
    });
  });

  // Five minutes before the session ends, the page says so and offers to stay (RGAA 13.1); nothing is sent by itself.
  // The server is asked first: another tab may have been used meanwhile.
  each('[data-session]', function (box) {
    var words = box.querySelector('p'), choice = box.querySelector('div'), form = box.querySelector('form');
    var of = function (name) { return box.getAttribute('data-' + name); };
    var warns = Number(of('warns')), closes, latest, timer, before;
    var left = function () { return Math.round((closes - Date.now()) / 1000); };
    var set = function (told) {
      closes = Date.now() + 1000 * told.seconds;
      latest = Date.now() + 1000 * told.latest;
    };
    var say = function (text) {
      if (words.textContent !== text) words.textContent = text;
      box.classList.toggle('on', !!text);
    };
    var wait = function (seconds) {
      clearTimeout(timer);
      // In pieces: a computer that slept must not count from where it stopped.
      timer = setTimeout(look, 1000 * Math.max(1, Math.min(seconds, 30)));
    };
    var tell = function () {
      var seconds = left(), minutes = Math.max(1, Math.ceil(seconds / 60));
      if (seconds > warns) { choice.hidden = true; say(''); return wait(seconds - warns); }
      if (seconds <= 0) { choice.hidden = true; return say(of('over')); }
      var isLast = latest - closes < 1000;
      choice.hidden = isLast;
      say((isLast ? of('latest-soon') : minutes === 1 ? of('minute') : of('soon')).replace('{n}', minutes));
      wait(seconds % 60 || 60);
    };
    var look = function () {
      if (left() > warns) { tell(); return; }
      fetch('/session', { headers: { accept: 'application/json' } })
        .then(function (answer) { return answer.json(); })
        .then(function (told) { set(told); tell(); })
        .catch(tell);
    };
    document.addEventListener('focusin', function (event) { if (!box.contains(event.target)) before = event.target; });
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'error' })
        .then(function (answer) { if (!answer.ok) throw answer; return answer.json(); })
        .then(function (told) {
          set(told);
          if (left() <= warns) return tell();
          choice.hidden = true;
          say(of('stayed'));
          (before || document.getElementById('contenu')).focus();
          clearTimeout(timer);
          timer = setTimeout(tell, 4000);
        })
        .catch(look);
    });
    set({ seconds: Number(of('session')), latest: Number(of('latest')) });
    tell();
  });

  // Combobox « list autocomplete with manual selection » (WAI-ARIA APG) over a plain search field: suggestions come
  // from data-combobox, a chosen one becomes a ticked line of [data-chosen-list]. Without it, « Chercher » does the work.
  each('[data-combobox]', function (box) {
    var input = box.querySelector('input'), popup = box.querySelector('[role=listbox]');
    var status = box.querySelector('[data-status]'), form = input.form;
    var list = form.querySelector('[data-chosen-list]');
    var word = function (name, n) { return box.getAttribute('data-' + name).replace('{n}', n); };
    var timer, asked = 0, active = -1;
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-controls', popup.id);
    input.setAttribute('aria-expanded', 'false');
    var make = function (name, text) {
      var element = document.createElement(name);
      if (text) element.textContent = text;
      return element;
    };
    var options = function () { return Array.prototype.slice.call(popup.children); };
    var close = function () {
      asked++;
      popup.hidden = true;
      active = -1;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
    };
    var activate = function (index) {
      var all = options();
      if (!all.length) return;
      active = (index + all.length) % all.length;
      all.forEach(function (option, i) { option.setAttribute('aria-selected', String(i === active)); });
      input.setAttribute('aria-activedescendant', all[active].id);
      all[active].scrollIntoView({ block: 'nearest' });
    };
    var removable = function (line, name) {
      var button = make('button');
      button.type = 'button';
      button.className = 'btn quiet icon';
      button.setAttribute('aria-label', word('remove', name));
      button.appendChild(make('span', '✕')).setAttribute('aria-hidden', 'true');
      button.addEventListener('click', function () {
        line.remove();
        list.closest('fieldset').hidden = !list.children.length;
        status.textContent = word('gone', name);
        input.focus();
      });
      line.appendChild(button);
    };
    each('[data-chosen-list] li', function (line) {
      removable(line, line.querySelector('span').firstChild.textContent);
    });
    var choose = function (option) {
      if (option.getAttribute('aria-disabled')) return;
      var line = make('li'), label = make('label'), tick = make('input');
      var text = make('span', option.getAttribute('data-name'));
      text.appendChild(make('small', option.getAttribute('data-detail')));
      tick.type = 'checkbox'; tick.name = 'p'; tick.checked = true; tick.value = option.getAttribute('data-value');
      label.className = 'check';
      label.appendChild(tick); label.appendChild(text); line.appendChild(label);
      removable(line, option.getAttribute('data-name'));
      list.appendChild(line);
      list.closest('fieldset').hidden = false;
      input.value = '';
      close();
      status.textContent = word('chosen', option.getAttribute('data-name'));
    };
    // The letters that were typed, in bold where a word of the name begins with them, whatever its accents.
    var plain = function (text) { return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase(); };
    var marked = function (name, typed) {
      var line = make('span');
      name.split(' ').forEach(function (part, i) {
        var hit = typed.split(/\s+/).filter(function (letters) {
          return letters && plain(part).indexOf(plain(letters)) === 0;
        })[0];
        if (i) line.append(' ');
        if (hit) line.appendChild(make('b', part.slice(0, hit.length)));
        line.append(hit ? part.slice(hit.length) : part);
      });
      return line;
    };
    var show = function (found, typed) {
      popup.textContent = '';
      active = -1;
      input.removeAttribute('aria-activedescendant');
      found.forEach(function (one) {
        if (form.querySelector('input[name=p][value="' + one.value + '"]')) return;
        var option = make('li'), detail = one.email + ' · ' + one.structure;
        var text = marked(one.name, typed);
        option.id = popup.id + '-' + one.value;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', 'false');
        option.setAttribute('data-value', one.value);
        option.setAttribute('data-name', one.name);
        option.setAttribute('data-detail', detail);
        text.appendChild(make('small', detail));
        option.appendChild(text);
        if (one.member || one.closed) {
          option.setAttribute('aria-disabled', 'true');
          option.appendChild(make('span', word(one.member ? 'member' : 'closed'))).className = 'tag';
        }
        option.addEventListener('mousedown', function (event) { event.preventDefault(); });
        option.addEventListener('click', function () { choose(option); });
        popup.appendChild(option);
      });
      var n = popup.children.length;
      popup.hidden = !n;
      input.setAttribute('aria-expanded', String(!!n));
      status.textContent = n === 0 ? word('none') : n === 1 ? word('one') : word('many', n);
    };
    var ask = function () {
      var typed = input.value.trim(), mine = ++asked;
      if (!typed) { close(); return; }
      fetch(box.getAttribute('data-combobox') + encodeURIComponent(typed), { headers: { accept: 'application/json' } })
        .then(function (answer) { return answer.ok ? answer.json() : []; })
        .then(function (found) { if (mine === asked) show(found, typed); })
        .catch(close);
    };
    input.addEventListener('input', function () { clearTimeout(timer); timer = setTimeout(ask, 150); });
    input.addEventListener('blur', function () { clearTimeout(timer); close(); });
    input.addEventListener('keydown', function (event) {
      var isOpen = !popup.hidden;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (!isOpen) ask();
        else activate(event.key === 'ArrowDown' ? active + 1 : active < 0 ? -1 : active - 1);
      } else if (event.key === 'Enter' && isOpen && active >= 0) {
        event.preventDefault();
        choose(options()[active]);
      } else if (event.key === 'Escape') {
        if (!isOpen) input.value = '';
        close(); // and what is still on its way is not shown
        event.preventDefault();
      }
    });
  });
})();
