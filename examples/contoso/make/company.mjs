/** What Contoso is made of: its departments, its licences, its partners. */
import { guidOf } from './random.mjs';

/** A department: how many leads and staff, its cost centre, titles (the first ones are the most frequent), licences. */
export const DEPARTMENTS = [
  {
    name: 'Sales',
    cost: 41,
    leads: 14,
    staff: 160,
    lead: 'Sales Manager',
    licence: 'office',
    titles: [
      'Account Executive',
      'Account Manager',
      'Sales Representative',
      'Inside Sales Specialist',
      'Sales Engineer',
    ],
  },
  {
    name: 'Marketing',
    cost: 42,
    leads: 6,
    staff: 58,
    lead: 'Marketing Manager',
    licence: 'office',
    titles: ['Marketing Specialist', 'Content Editor', 'Event Coordinator', 'Brand Designer'],
  },
  {
    name: 'Customer Support',
    cost: 43,
    leads: 10,
    staff: 117,
    lead: 'Support Team Lead',
    licence: 'frontline',
    titles: ['Support Agent', 'Senior Support Agent', 'Support Engineer', 'Escalation Specialist'],
  },
  {
    name: 'Engineering',
    cost: 51,
    leads: 20,
    staff: 216,
    lead: 'Engineering Manager',
    licence: 'office',
    titles: [
      'Software Engineer',
      'Senior Software Engineer',
      'Test Engineer',
      'Site Reliability Engineer',
      'Software Architect',
      'Product Designer',
      'Technical Writer',
    ],
  },
  {
    name: 'Research',
    cost: 52,
    leads: 3,
    staff: 33,
    lead: 'Research Lead',
    licence: 'office',
    titles: ['Research Scientist', 'Data Scientist', 'Laboratory Assistant'],
  },
  {
    name: 'Operations',
    cost: 62,
    leads: 8,
    staff: 86,
    lead: 'Shift Supervisor',
    licence: 'frontline',
    titles: ['Warehouse Clerk', 'Forklift Operator', 'Logistics Planner', 'Facility Technician'],
  },
  {
    name: 'Finance',
    cost: 71,
    leads: 5,
    staff: 50,
    lead: 'Finance Manager',
    licence: 'office',
    titles: ['Accountant', 'Financial Analyst', 'Controller', 'Payroll Specialist'],
  },
  {
    name: 'Human Resources',
    cost: 72,
    leads: 4,
    staff: 36,
    lead: 'HR Manager',
    licence: 'office',
    titles: ['HR Business Partner', 'Recruiter', 'Training Coordinator'],
  },
  {
    name: 'Legal',
    cost: 73,
    leads: 2,
    staff: 18,
    lead: 'Senior Counsel',
    licence: 'office',
    titles: ['Legal Counsel', 'Contract Manager', 'Paralegal'],
  },
  {
    name: 'IT',
    cost: 74,
    leads: 6,
    staff: 64,
    lead: 'IT Manager',
    licence: 'office',
    titles: [
      'Service Desk Analyst',
      'Systems Engineer',
      'Network Engineer',
      'Identity Administrator',
      'Cloud Architect',
      'Security Analyst',
    ],
  },
];

/** Service plans. The identifiers are invented; only their form is real. */
export const PLANS = {
  exchange: { servicePlanId: guidOf('plan:exchange'), service: 'exchange' },
  sharePoint: { servicePlanId: guidOf('plan:sharePoint'), service: 'SharePoint' },
  teams: { servicePlanId: guidOf('plan:teams'), service: 'TeamspaceAPI' },
  intune: { servicePlanId: guidOf('plan:intune'), service: 'SCO' },
  powerBi: { servicePlanId: guidOf('plan:powerBi'), service: 'PowerBI' },
};

export const LICENCES = {
  office: [PLANS.exchange, PLANS.sharePoint, PLANS.teams, PLANS.intune],
  frontline: [PLANS.exchange, PLANS.teams],
};

/** Organisations whose people are guests. */
export const PARTNERS = [
  { weight: 5, name: 'Fabrikam', domain: 'fabrikam.com' },
  { weight: 3, name: 'Northwind Traders', domain: 'northwindtraders.com' },
  { weight: 2, name: 'Adatum', domain: 'adatum.com' },
  { weight: 2, name: 'Tailspin Toys', domain: 'tailspintoys.com' },
];

/** The company that Contoso took over in 2024; its people kept their old addresses. */
export const ACQUIRED_DOMAIN = 'litwareinc.com';
