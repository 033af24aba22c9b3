import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  type RouterHistory,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { ActivityPage } from '../features/activity/ActivityPage';
import { AnswersPage } from '../features/answers/AnswersPage';
import { OverviewPage } from '../features/overview/OverviewPage';
import { SettingsPage } from '../features/settings/SettingsPage';
import { ConnectPage } from '../features/shops/connect/ConnectPage';
import { ShopPage } from '../features/shops/ShopPage';
import { ShopsPage } from '../features/shops/ShopsPage';
import { App } from './App';
import { NotFound } from './NotFound';
import { ToDecisions } from './ToDecisions';

type Common = { account?: number };

const root = createRootRoute({
  component: App,
  notFoundComponent: NotFound,
  validateSearch: (search: Record<string, unknown>): Common => {
    // Each page reads its own part of the address; what is not ours here must stay in it.
    const { account: named, ...rest } = search;
    const account = Number(named);
    return Number.isInteger(account) && account > 0 ? { ...rest, account } : rest;
  },
  search: { middlewares: [retainSearchParams(['account'])] },
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/overview' });
  },
});
const overview = createRoute({ getParentRoute: () => root, path: '/overview', component: OverviewPage });
const decisions = createRoute({
  getParentRoute: () => root,
  path: '/decisions',
  component: ToDecisions,
});
const reviews = createRoute({
  getParentRoute: () => root,
  path: '/reviews',
  component: () => <AnswersPage kind="review" />,
});
const questions = createRoute({
  getParentRoute: () => root,
  path: '/questions',
  component: () => <AnswersPage kind="question" />,
});
/** The palette names a row by its path; the page keeps it in its search. */
const rowOf = (path: string, to: string) =>
  createRoute({
    getParentRoute: () => root,
    path,
    beforeLoad: ({ params }) => {
      throw redirect({ to, search: { id: Number((params as { id?: string }).id) } } as never);
    },
  });
const review = rowOf('/reviews/$id', '/reviews');
const question = rowOf('/questions/$id', '/questions');
const act = rowOf('/activity/$id', '/activity');
const activity = createRoute({ getParentRoute: () => root, path: '/activity', component: ActivityPage });
const shops = createRoute({ getParentRoute: () => root, path: '/shops', component: ShopsPage });
const shop = createRoute({ getParentRoute: () => root, path: '/shops/$id', component: ShopPage });
const connect = createRoute({ getParentRoute: () => root, path: '/connect', component: ConnectPage });
const settings = createRoute({ getParentRoute: () => root, path: '/settings', component: SettingsPage });

const routeTree = root.addChildren([
  home,
  overview,
  decisions,
  reviews,
  questions,
  review,
  question,
  act,
  activity,
  shops,
  shop,
  connect,
  settings,
]);

/** Hash history in the app: the page is served from a scheme or a path of its own. Tests give a history in memory. */
export function makeRouter(history: RouterHistory = createHashHistory()) {
  return createRouter({ routeTree, history, scrollRestoration: false });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
