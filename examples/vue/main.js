import { init } from 'trodden';
import { createApp, h, inject, ref } from 'vue';
import { createRouter, createWebHistory, RouterLink, RouterView } from 'vue-router';

/** A plugin of your own: the handle for every component, and its end with the app's. */
const TRODDEN = Symbol('trodden');
const trodden = {
  install(app, options) {
    const handle = init(options);
    app.provide(TRODDEN, handle);
    app.onUnmount(() => handle.stop());
  },
};

const Shop = {
  setup() {
    const { track, identify, signOut } = inject(TRODDEN);
    const user = ref();
    function toggle() {
      user.value = user.value === undefined ? 'ada' : undefined;
      if (user.value === undefined) signOut();
      else identify(user.value, { team: 'analytical' });
    }
    return () => [
      h('h1', user.value === undefined ? 'Hello' : `Hello, ${user.value}`),
      h('button', { onClick: toggle }, user.value === undefined ? 'Sign in' : 'Sign out'),
      h('button', { onClick: () => track('added to bag', { price: 489 }) }, 'Add to bag'),
      h(RouterLink, { to: '/about' }, () => 'About'),
    ];
  },
};
const About = { render: () => h('h1', 'About') };

// Every push is a page view by itself: the router needs no hook.
const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: Shop },
    { path: '/about', component: About },
  ],
});

createApp({ render: () => h(RouterView) })
  .use(router)
  .use(trodden, { key: '{{TRODDEN_KEY}}', host: '{{TRODDEN_HOST}}' })
  .mount('#root');
