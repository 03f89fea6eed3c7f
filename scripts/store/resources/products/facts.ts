import { listOf, numberOf, type Fields, type Row } from '../../state/rows.ts';

/** What can be told of a product by looking at it, and is filtered by. */

export function isEnabled(product: Row): boolean {
  return product['enabled'] !== false;
}

/** Whether something is left: of the thing itself, without looking at variations. */
export function hasStock(item: Fields): boolean {
  return item['unlimited'] === true || numberOf(item['quantity']) > 0;
}

/** `inStock` of a product: it or any of its variations is left (older page "products"). */
export function isInStock(product: Row): boolean {
  return hasStock(product) || listOf(product['combinations']).some(hasStock);
}

export function isOnSale(product: Row): boolean {
  return numberOf(product['compareToPrice']) > numberOf(product['price']);
}

/** Whether the storefront shows it: page "Search products" on `outOfStockVisibilityBehaviour`. */
export function isVisible(product: Row): boolean {
  return isEnabled(product) && (isInStock(product) || product['outOfStockVisibilityBehaviour'] !== 'HIDE');
}
