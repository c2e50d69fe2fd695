/** Every view with something that is there only when the view is. */
export interface PlaceToSee {
  name: string;
  address: string;
  ready: string;
}

const part = (name: string, ready: string): PlaceToSee => ({
  name: `settings-${name}`,
  address: `/settings?part=${name}`,
  ready,
});

export const placesToSee = (replayId: string, person: string): readonly PlaceToSee[] => [
  { name: 'overview', address: '/overview?range=30d', ready: '.delivery summary' },
  { name: 'live', address: '/live', ready: '.event' },
  { name: 'clickmaps', address: '/clickmaps?range=30d', ready: 'table tbody tr' },
  { name: 'clickmap', address: '/clickmaps/page?page=%2Fproducts%2Fember&range=30d', ready: 'table tbody tr' },
  // Nobody was recorded there.
  { name: 'clickmap-drawn', address: '/clickmaps/page?page=%2F&range=30d&side=picture', ready: '.wire' },
  { name: 'replays', address: '/replays?range=30d', ready: '.replay' },
  { name: 'replay', address: `/replays/${replayId}?at=3`, ready: 'iframe.stage' },
  { name: 'people', address: '/people', ready: 'a.person' },
  { name: 'person', address: `/people/${encodeURIComponent(person)}?kind=user`, ready: '.event' },
  { name: 'sql', address: '/sql', ready: '#sql-text' },
  { name: 'install', address: '/install', ready: '.arrival.got, .arrival.waiting strong' },
  { name: 'settings', address: '/settings', ready: 'textarea[name=origins]' },
  part('privacy', 'textarea[name=mask]'),
  part('limits', '.breakdown tbody tr'),
  part('pages', 'textarea[name=groups]'),
  part('keys', '.code'),
  part('viewers', 'select[name=term]'),
  part('server', '.health'),
  part('new', 'input[name=secret_key]'),
  { name: 'missing', address: '/overview/nowhere', ready: '.empty' },
  { name: 'not-yours', address: '/overview?project=somebody-elses', ready: '.empty' },
];
