/** The report as SARIF 2.1.0, for code scanning: a result per kind of finding and operation. */

import type { RenderOptions } from './render.ts';
import type { FindingGroup, OperationReport, Report } from './types.ts';

export function renderSarif(report: Report, { artifact }: Pick<RenderOptions, 'artifact'>): string {
  const results = report.operations.flatMap((operation) =>
    operation.groups.map((group) => resultOf(operation, group, artifact)),
  );
  const rules = [...new Set(results.map(({ ruleId }) => ruleId))]
    .toSorted()
    .map((id) => ({ id, name: pascalCase(id) }));
  const nothing = report.summary.operations.checked === 0;
  const notifications = [
    ...report.warnings.map((text) => ({ level: 'warning', message: { text } })),
    ...report.skipped.map(({ operationId, reason }) => ({
      level: 'note',
      message: { text: operationId === null ? reason : `${operationId} was not checked: ${reason}` },
    })),
  ];
  return `${JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'commerce-openapi contract', rules } },
          automationDetails: { id: report.title },
          invocations: [{ executionSuccessful: !nothing, toolExecutionNotifications: notifications }],
          results,
          properties: { summary: report.summary, coverage: report.coverage.total },
        },
      ],
    },
    undefined,
    1,
  )}\n`;
}

function resultOf({ title, operationId }: OperationReport, { finding, exchanges }: FindingGroup, artifact?: string) {
  const { kind, severity, message, pointer, status, method, path } = finding;
  return {
    ruleId: kind,
    level: severity === 'breaking' ? 'error' : 'warning',
    message: { text: `${title}${status === null ? '' : ` (${status})`}: ${message}` },
    occurrenceCount: exchanges,
    locations: [
      {
        ...(artifact !== undefined && { physicalLocation: { artifactLocation: { uri: artifact } } }),
        logicalLocations: [{ name: operationId ?? title, fullyQualifiedName: `${title}${pointer && `#${pointer}`}` }],
      },
    ],
    // What tells a finding from others in later runs.
    partialFingerprints: {
      'contract/v1': [kind, method, path, status, pointer.replace(/\/\d+(?=\/|$)/g, '/*')].join(' '),
    },
  };
}

function pascalCase(kind: string): string {
  return kind.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
