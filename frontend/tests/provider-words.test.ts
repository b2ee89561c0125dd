import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { importsOf, sourceFiles } from './source-files';

/** The folders of a single provider, and the switches between providers. All others are shared. */
const own = [
  'src/cloudwatch/',
  'src/grafana/',
  'src/text/cloudwatch/',
  'src/text/grafana/',
  'src/providers/',
];

/** Shared files that may name a provider, each with the reason. */
const exempt = {
  'src/wire/kind.ts': 'the kinds of connections have these names on the wire',
  'src/wire/connections.ts': 'reads the member "regions" of a connection',
  'src/wire/macro-config.ts': 'reads and writes the member "region" of a source, as pages store it',
  'src/wire/records.ts': 'reads the members "region" and "regionName" of a source',
  'src/wire/settings.ts': 'reads the settings, which are those of AWS but for the connections',
  'src/wire/test-step.ts': 'reads and writes the steps of a test, which has one for each Region',
};

/** Shared files that may import from the folder of a provider, each with the reason. */
const importers = {
  'src/wire/records.ts': 'a record holds what its provider sent',
  'src/wire/settings.ts': 'the settings hold what each provider needs',
  'src/text/en-badges.ts': 'the text object is put together here',
  'src/text/en-config.ts': 'the text object is put together here',
  'src/text/en-linking.ts': 'the text object is put together here',
  'src/text/en-macro.ts': 'the text object is put together here',
  'src/text/en-settings.ts': 'the text object is put together here',
  'src/text/en-shapes.ts': 'the text object is put together here',
  'src/text/en-testing.ts': 'the text object is put together here',
};

const named = /^(?:aws|arns?|iam|cloudwatch|grafana|regions?)$/;

/**
 * namesIn returns the words in a module's identifiers, keys, strings and texts that name a
 * provider.
 */
function namesIn(source: string): string[] {
  const found = new Set<string>();
  const take = (text: string): void => {
    const apart = text
      .replace(/cloud ?watch/gi, ' cloudwatch ')
      .replace(/([a-z\d])([A-Z])/g, '$1 $2')
      .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2');
    for (const word of apart.toLowerCase().split(/[^a-z]+/)) if (named.test(word)) found.add(word);
  };
  const visit = (node: ts.Node): void => {
    // The other test checks the paths of imports.
    if (ts.isStringLiteral(node) && ts.isImportDeclaration(node.parent)) return;
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node) || ts.isJsxText(node))
      take(node.text);
    if (ts.isLiteralExpression(node) || ts.isTemplateHead(node)) take(node.text);
    if (ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) take(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('module.tsx', source, ts.ScriptTarget.Latest, true));
  return [...found].sort();
}

const isOwn = (file: string): boolean => own.some((folder) => file.startsWith(folder));
const shared = sourceFiles('src').filter((file) => !isOwn(file));

describe('shared folders', () => {
  test('name no provider, but for the files that are listed', () => {
    const naming = shared.filter((file) => namesIn(readFileSync(file, 'utf8')).length > 0);
    expect(naming).toEqual(Object.keys(exempt).sort());
  });

  test('reach a provider only through src/providers, but for the files that are listed', () => {
    const reaching = shared.filter((file) =>
      importsOf(file).some((it) => isOwn(it) && !it.startsWith('src/providers/')),
    );
    expect(reaching).toEqual(Object.keys(importers).sort());
  });
});

describe('a name of a provider', () => {
  test.each([
    ['an identifier', 'const roleArn = 1;', ['arn']],
    ['a type', 'type AWSRegion = string;', ['aws', 'region']],
    ['a key', 'const x = { regions: [] };', ['regions']],
    ['a private member', 'class A { #iamUser = 1; }', ['iam']],
    ['a string', "const kind = 'aws-role';", ['aws']],
    ['a template', 'const x = `a ${y} of CloudWatch`;', ['cloudwatch']],
    ['an import', "import { grafanaRule } from './rules';", ['grafana']],
    ['an element', 'const x = <p>Region</p>;', ['region']],
  ])('is found in %s', (_, source, names) => {
    expect(namesIn(source)).toEqual(names);
  });

  test('is no part of another word, of a comment or of a path', () => {
    const source =
      "import { a } from './cloudwatch/learn'; // aws\nconst warning = 'regional flaws';";
    expect(namesIn(source)).toEqual([]);
  });
});
