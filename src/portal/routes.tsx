/** Every address of the portal and the screen that stands there; a screen is loaded when it is first shown. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { readSearch } from './all-groups/search.ts';
import { readMembersSearch } from './members/members-search.ts';
import { AppFrame } from './shell/app-frame.tsx';
import { NotFound } from './shell/not-found.tsx';

const root = createRootRoute({ component: AppFrame, notFoundComponent: NotFound });

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/groups' });
  },
});

const allGroups = createRoute({
  getParentRoute: () => root,
  path: '/groups',
  validateSearch: readSearch,
  component: lazyRouteComponent(
    () => import('./all-groups/all-groups-screen.tsx'),
    'AllGroupsScreen',
  ),
});

const newGroup = createRoute({
  getParentRoute: () => root,
  path: '/new-group',
  component: lazyRouteComponent(() => import('./new-group/new-group-screen.tsx'), 'NewGroupScreen'),
});

const group = createRoute({
  getParentRoute: () => root,
  path: '/groups/$groupId',
  component: lazyRouteComponent(() => import('./group/group-screen.tsx'), 'GroupScreen'),
});

const groupOverview = createRoute({
  getParentRoute: () => group,
  path: '/',
  component: lazyRouteComponent(() => import('./overview/overview-tab.tsx'), 'OverviewTab'),
});

const groupMembers = createRoute({
  getParentRoute: () => group,
  path: '/members',
  validateSearch: readMembersSearch,
  component: lazyRouteComponent(() => import('./members/members-tab.tsx'), 'MembersTab'),
});

const groupOwners = createRoute({
  getParentRoute: () => group,
  path: '/owners',
  component: lazyRouteComponent(() => import('./group/owners-tab.tsx'), 'OwnersTab'),
});

const groupMemberships = createRoute({
  getParentRoute: () => group,
  path: '/group-memberships',
  component: lazyRouteComponent(() => import('./group/memberships-tab.tsx'), 'MembershipsTab'),
});

const groupProperties = createRoute({
  getParentRoute: () => group,
  path: '/properties',
  component: lazyRouteComponent(() => import('./group/properties-tab.tsx'), 'PropertiesTab'),
});

const groupRule = createRoute({
  getParentRoute: () => group,
  path: '/rule',
  component: lazyRouteComponent(() => import('./rule/rule-tab.tsx'), 'RuleTab'),
});

const hold = createRoute({
  getParentRoute: () => root,
  path: '/holds/$holdId',
  component: lazyRouteComponent(() => import('./holds/hold-screen.tsx'), 'HoldScreen'),
});

const validate = createRoute({
  getParentRoute: () => root,
  path: '/validate-rules',
  component: lazyRouteComponent(() => import('./validate/validate-screen.tsx'), 'ValidateScreen'),
});

const tree = root.addChildren([
  start,
  allGroups,
  newGroup,
  group.addChildren([
    groupOverview,
    groupMembers,
    groupOwners,
    groupMemberships,
    groupProperties,
    groupRule,
  ]),
  hold,
  validate,
]);

export function createPortalRouter() {
  return createRouter({ routeTree: tree, scrollRestoration: false });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPortalRouter>;
  }
}
