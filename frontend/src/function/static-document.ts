/**
 * staticDocument is the fallback export: the document without live alarms. The backend has the same
 * words.
 */
export const staticDocument = {
  version: 1,
  type: 'doc',
  content: [
    {
      type: 'paragraph',
      content: [
        {
          type: 'text',
          text: 'Live alarms are not part of this export. Open the page in Confluence to see them as they are now.',
        },
      ],
    },
  ],
};
