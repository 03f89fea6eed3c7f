import type { Area } from '../../description/areas.ts';

/** The operations of Ecwid that were described first: what the docs of the whole are compared with. */
const operationIds: ReadonlySet<string> = new Set([
  ...['searchProducts', 'createProduct', 'getProduct', 'updateProduct', 'deleteProduct', 'adjustProductStock'],
  ...['uploadProductImage', 'deleteProductImage', 'uploadGalleryImage', 'deleteAllGalleryImages', 'deleteGalleryItem'],
  ...['uploadGalleryVideo', 'uploadGalleryVideoCover', 'updateProductMedia'],
  ...['uploadProductFile', 'deleteAllProductFiles', 'downloadProductFile', 'updateProductFile', 'deleteProductFile'],
  ...['getStarterSite', 'updateStarterSite', 'uploadStarterSiteCover', 'uploadStarterSiteOwnerPortrait'],
  ...['uploadStarterSiteQuotePerson'],
]);

/** Those operations as one area. Throws when one of them is gone, since the comparison would then be another. */
export function firstDescribed(areas: readonly Area[]): Area {
  const operations = areas
    .flatMap((area) => area.operations)
    .filter(({ operation }) => operationIds.has(operation.operationId ?? ''));
  if (operations.length !== operationIds.size)
    throw new Error(`Of the ${operationIds.size} operations described first, ${operations.length} are left.`);
  const tags = new Set(operations.flatMap(({ operation }) => operation.tags ?? []));
  return {
    ...areas[0]!,
    operations,
    tags: areas.flatMap((area) => area.tags).filter(({ name }) => tags.has(name)),
  };
}
