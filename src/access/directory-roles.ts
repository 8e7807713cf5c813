/** The directory roles that count here, by the template id that tokens name them with (graph-spec.md 13). */

export const DIRECTORY_ROLES = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Groups Administrator': 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  'User Administrator': 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  'Directory Writers': '9360feb5-f418-4baa-8175-e2a00bac4301',
  'Intune Administrator': '3a2c62db-5318-420d-8d74-23affee5d9d5',
  'Windows 365 Administrator': '11451d60-acb2-45eb-a7d6-43d0f0125c13',
} as const;

export type DirectoryRole = keyof typeof DIRECTORY_ROLES;
