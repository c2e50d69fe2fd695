/** What goes along in any case, and what each further night and the cold add, in grams. */
const BASE_G = 3_900;
const NIGHT_G = 780;
const SEASON_G = { summer: 0, autumn: 700, winter: 2_300 };
const MAX_NIGHTS = 7;

const TEMPLATE = `
  <div class="row" role="group" aria-label="Season">
    <button type="button" data-season="summer">Summer</button>
    <button type="button" data-season="autumn">Autumn</button>
    <button type="button" data-season="winter">Winter</button>
  </div>
  <div class="row nights" role="group" aria-label="Nights">
    <button type="button" data-step="-1" aria-label="One night less">−</button>
    <span id="nights" aria-live="polite"></span>
    <button type="button" data-step="1" aria-label="One night more">+</button>
  </div>
  <p><output id="weight"></output> on your back, water not counted</p>
`;

const STYLES = `
  :host { display: block; padding: 1.5rem; border-radius: 1.25rem; background: var(--card); }
  .row { display: flex; gap: 0.5rem; align-items: center; margin-bottom: 1rem; }
  button { flex: 1; min-height: 2.75rem; border: 1px solid var(--edge); border-radius: 99px; background: none; color: inherit; font: 600 0.875rem var(--sans); cursor: pointer; }
  button[aria-pressed="true"] { border-color: var(--ink); background: var(--ink); color: var(--paper); }
  button:focus-visible { outline: 2px solid var(--rust); outline-offset: 2px; }
  button:disabled { opacity: 0.45; cursor: default; }
  .nights button { flex: none; width: 2.75rem; font-size: 1.25rem; }
  #nights { flex: 1; text-align: center; }
  p { margin: 1.25rem 0 0; color: var(--soft); }
  output { display: block; color: var(--ink); font: 3rem / 1.1 var(--serif); font-variant-numeric: tabular-nums; }
`;

/** A widget of somebody else's making: its buttons live in an open shadow root. */
class PackingScale extends HTMLElement {
  #nights = 2;
  #season = 'autumn';

  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    const styles = new CSSStyleSheet();
    styles.replaceSync(STYLES);
    root.adoptedStyleSheets = [styles];
    root.innerHTML = TEMPLATE;
    root.addEventListener('click', (event) => {
      const { season, step } = event.target.dataset;
      if (season) this.#season = season;
      if (step) this.#nights += Number(step);
      this.#show(root);
    });
    this.#show(root);
  }

  #show(root) {
    const grams = BASE_G + (this.#nights - 1) * NIGHT_G + SEASON_G[this.#season];
    for (const button of root.querySelectorAll('[data-season]'))
      button.ariaPressed = String(button.dataset.season === this.#season);
    root.querySelector('[data-step="-1"]').disabled = this.#nights === 1;
    root.querySelector('[data-step="1"]').disabled = this.#nights === MAX_NIGHTS;
    root.querySelector('#nights').textContent = this.#nights === 1 ? 'One night' : `${this.#nights} nights`;
    root.querySelector('#weight').textContent = `${(grams / 1_000).toFixed(1)} kg`;
  }
}

customElements.define('packing-scale', PackingScale);
