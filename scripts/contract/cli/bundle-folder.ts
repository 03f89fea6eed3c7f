/** Puts the files that a description refers to into it, as far as they are in its folder or below. */

import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { BaseResolver, bundle, createConfig, Source } from '@redocly/openapi-core';
import { UsageError } from '../../cli/command.ts';

/**
 * The description in one piece. Hosts are never asked, and no file outside of the folder is opened, by links neither; such
 * references are refused. Throws {@link UsageError} for these, and when a file of the folder is missing or broken.
 */
export async function bundleFolder(file: string, name: string): Promise<unknown> {
  const folder = await realpath(path.dirname(path.resolve(file)));
  const refused = new Set<string>();
  const resolver = new BaseResolver();
  const load = resolver.loadExternalRef.bind(resolver);
  resolver.loadExternalRef = async (reference) => {
    const isHost = /^[a-z][a-z0-9+.-]+:/i.test(reference);
    const target = isHost ? undefined : await realpath(reference).catch(() => reference);
    if (target !== undefined && isBelow(folder, target)) return load(target);
    refused.add(reference);
    return new Source(reference, 'null');
  };
  const config = await createConfig({ rules: {} });
  try {
    const { bundle: document, problems } = await bundle({
      ref: path.resolve(file),
      config,
      externalRefResolver: resolver,
    });
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (refused.size > 0) {
      const [first] = refused;
      throw new UsageError(`${name} refers to ${first}, which is not below its folder; nothing else is opened.`);
    }
    if (errors.length > 0) throw new UsageError(`${name} cannot be put together: ${errors[0]!.message}`);
    return structuredClone(document.parsed) as unknown;
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof Error)) throw error;
    throw new UsageError(`${name} cannot be put together: ${error.message.split('\n')[0]}`, { cause: error });
  }
}

function isBelow(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}
