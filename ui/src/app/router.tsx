import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import type { AnswerKind } from '../bindings/types';
import { App } from './App';
import { NotFound } from './NotFound';
import { ToDecisions } from './ToDecisions';

// Each page is a file of its own: the first one is on the screen before the others are read.
const OverviewPage = lazyRouteComponent(() => import('../features/overview/OverviewPage'), 'OverviewPage');
const AnswersPage = lazyRouteComponent(() => import('../features/answers/AnswersPage'), 'AnswersPage');
const ActivityPage = lazyRouteComponent(() => import('../features/activity/ActivityPage'), 'ActivityPage');
const OrdersPage = lazyRouteComponent(() => import('../features/orders/OrdersPage'), 'OrdersPage');
const PricesPage = lazyRouteComponent(() => import('../features/prices/PricesPage'), 'PricesPage');
const ReturnsPage = lazyRouteComponent(() => import('../features/returns/ReturnsPage'), 'ReturnsPage');
const ChatsPage = lazyRouteComponent(() => import('../features/chats/ChatsPage'), 'ChatsPage');
const AdsPage = lazyRouteComponent(() => import('../features/ads/AdsPage'), 'AdsPage');
const ShopsPage = lazyRouteComponent(() => import('../features/shops/ShopsPage'), 'ShopsPage');
const ShopPage = lazyRouteComponent(() => import('../features/shops/ShopPage'), 'ShopPage');
const ConnectPage = lazyRouteComponent(() => import('../features/shops/connect/ConnectPage'), 'ConnectPage');
const SettingsPage = lazyRouteComponent(() => import('../features/settings/SettingsPage'), 'SettingsPage');

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
/** The router reads a page's file before it draws it; of a wrapped page it is told here. */
const answersOf = (kind: AnswerKind) =>
  Object.assign(() => <AnswersPage kind={kind} />, { preload: AnswersPage.preload });
const reviews = createRoute({
  getParentRoute: () => root,
  path: '/reviews',
  component: answersOf('review'),
});
const questions = createRoute({
  getParentRoute: () => root,
  path: '/questions',
  component: answersOf('question'),
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
const orders = createRoute({ getParentRoute: () => root, path: '/orders', component: OrdersPage });
const prices = createRoute({ getParentRoute: () => root, path: '/prices', component: PricesPage });
const returns = createRoute({ getParentRoute: () => root, path: '/returns', component: ReturnsPage });
const chats = createRoute({ getParentRoute: () => root, path: '/chats', component: ChatsPage });
const ads = createRoute({ getParentRoute: () => root, path: '/ads', component: AdsPage });
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
  orders,
  prices,
  returns,
  chats,
  ads,
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
