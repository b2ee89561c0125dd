/** staticDocument is what an export shows where nothing live may be shown. The backend has the same words. */
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
