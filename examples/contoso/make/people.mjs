/** Who works at Contoso and who reports to whom: president, directors, leads, staff; each manager before their reports. */
import { DEPARTMENTS } from './company.mjs';
import { addressPart, NAMES, namesOf } from './names.mjs';
import { OFFICES } from './offices.mjs';
import { createRandom } from './random.mjs';

const random = createRandom('people');
const taken = new Set();

/** A name as most people of a place bear it, but one in five is from elsewhere. */
export function drawName(language) {
  const from = random.chance(0.2) ? random.pick(Object.keys(NAMES)) : language;
  const given = random.pick(namesOf(from, 'given'));
  const family = random.pick(namesOf(from, 'family'));
  const displayName =
    from === 'ja' ? `${family.text} ${given.text}` : `${given.text} ${family.text}`;
  return {
    givenName: given.text,
    surname: family.text,
    displayName,
    address: freeAddress(`${addressPart(given.latin)}.${addressPart(family.latin)}`),
  };
}

/** Namesakes get a number. */
function freeAddress(wanted) {
  let address = wanted;
  for (let number = 2; taken.has(address); number += 1) address = `${wanted}${number}`;
  taken.add(address);
  return address;
}

function hire(department, rank, { office, jobTitle, manager, team }) {
  const person = drawName(office.names);
  return { ...person, department, rank, office, jobTitle, manager, team };
}

/** Two of three work where their lead does. */
function officeNear(lead) {
  return random.chance(0.67) ? lead.office : random.weighted(OFFICES);
}

/** Early titles of a department's list are more frequent. */
function drawTitle(department) {
  const weighted = department.titles.map((title, index) => ({ title, weight: 4 / (index + 1) }));
  return random.weighted(weighted).title;
}

/** Everybody in an order in which managers come before their reports. */
export function makePeople() {
  const [headquarters] = OFFICES;
  const office = { name: 'Executive Office', cost: 10, licence: 'office' };
  const president = hire(office, 'president', {
    office: headquarters,
    jobTitle: 'Chief Executive Officer',
    team: 0,
  });
  const directors = DEPARTMENTS.map((department) =>
    hire(department, 'director', {
      office: random.chance(0.5) ? headquarters : random.weighted(OFFICES),
      jobTitle: `Director of ${department.name}`,
      manager: president,
      team: 0,
    }),
  );
  const leads = directors.flatMap((director) =>
    Array.from({ length: director.department.leads }, (_, index) =>
      hire(director.department, 'lead', {
        office: random.weighted(OFFICES),
        jobTitle: director.department.lead,
        manager: director,
        team: 1 + (index % 9),
      }),
    ),
  );
  return [
    president,
    ...directors,
    ...leads,
    ...directors.flatMap((director) => staffOf(director, leads)),
  ];
}

function staffOf(director, leads) {
  const own = leads.filter((lead) => lead.manager === director);
  return Array.from({ length: director.department.staff }, (_, index) => {
    const lead = own[index % own.length];
    return hire(director.department, 'staff', {
      office: officeNear(lead),
      jobTitle: drawTitle(director.department),
      manager: lead,
      team: lead.team,
    });
  });
}
