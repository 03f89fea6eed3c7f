import { marked, type Token, type Tokens } from 'marked';
import type { Passage } from './passage.ts';

/** The prose of a Markdown text, block by block. Blocks of code and HTML are none. */
export function markdownPassages(file: string, text: string): Passage[] {
  const passages: Passage[] = [];
  collect(marked.lexer(text), 1, (line, tokens) => {
    const plain = plainText(tokens).replace(/\s+/g, ' ').trim();
    if (plain !== '') passages.push({ file, line, text: plain });
  });
  return passages;
}

type Add = (line: number, tokens: readonly Token[]) => void;

/** Walks blocks; what a block took of the source (`raw`) says on which line the next one begins. */
function collect(tokens: readonly Token[], firstLine: number, add: Add): void {
  let line = firstLine;
  for (const token of tokens) {
    const start = line + (/^\n*/.exec(token.raw)?.[0].length ?? 0);
    switch (token.type) {
      case 'heading':
      case 'paragraph':
      case 'text':
        add(start, (token as Tokens.Generic).tokens ?? [token]);
        break;
      case 'blockquote':
        collect((token as Tokens.Blockquote).tokens, start, add);
        break;
      case 'list':
        collectItems(token as Tokens.List, start, add);
        break;
      case 'table':
        collectRows(token as Tokens.Table, start, add);
        break;
    }
    line += countLines(token.raw);
  }
}

function collectItems({ items }: Tokens.List, firstLine: number, add: Add): void {
  let line = firstLine;
  for (const item of items) {
    collect(item.tokens, line, add);
    line += countLines(item.raw);
  }
}

/** A row is one line; the one below the head is made of dashes. */
function collectRows({ header, rows }: Tokens.Table, firstLine: number, add: Add): void {
  for (const cell of header) add(firstLine, cell.tokens);
  rows.forEach((row, index) => row.forEach((cell) => add(firstLine + 2 + index, cell.tokens)));
}

function plainText(tokens: readonly Token[]): string {
  return tokens.map(inlineText).join('');
}

function inlineText(token: Token): string {
  if (token.type === 'codespan') return 'code';
  if (token.type === 'html' || token.type === 'image') return '';
  if (token.type === 'br') return ' ';
  // An address that stands for itself is no prose.
  if (token.type === 'link' && (token as Tokens.Link).text === (token as Tokens.Link).href) return 'code';
  if (token.type === 'escape') return (token as Tokens.Escape).text;
  const { tokens, raw } = token as Tokens.Generic;
  return tokens ? plainText(tokens) : raw;
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}
