import { ApiError } from '../../answer/api-error.ts';
import { bodyOf, type Call } from '../../call.ts';
import { changeRow, findRow } from '../../operations.ts';
import type { Operations } from '../../rules.ts';
import { fieldsOf, listOf, numberOf, textOf, type Fields } from '../../state/rows.ts';
import { writeDate } from '../../values/dates.ts';
import { formatMoney, multiply, unitsOf } from '../../values/money.ts';
import { isUnfinished } from './facts.ts';
import { orders } from './orders.ts';
import { pdfOf } from './pdf.ts';

/** Invoices and receipts of orders. The store does not know the owner's templates: it lays all of them out in one plain way. */
export const invoices: Operations = {
  'GET /orders/{orderId}/invoice': {
    from: ['old orders', 'test OrdersTest.testGetOrderInvoice'],
    run(call) {
      const order = findRow(orders, call);
      if (isUnfinished(order)) throw new ApiError(422, 'Cannot generate an invoice for unfinished order');
      return html(invoicePage(order, call));
    },
  },
  'GET /orders/{orderId}/invoice-pdf': {
    from: ['page get-order-receipt-pdf'],
    run: (call) => ({ bytes: pdfOf(linesOf(findRow(orders, call), call)), type: 'application/pdf' }),
  },
  'GET /orders/{orderId}/invoices': {
    from: ['page get-tax-invoices-for-order'],
    run: (call) => ({ json: { invoices: listOf(findRow(orders, call)['invoices']) } }),
  },
  'POST /orders/{orderId}/invoices/create-invoice': {
    from: ['page generate-tax-invoice-for-order'],
    run(call) {
      const order = findRow(orders, call);
      const id = call.state.newId('invoices');
      const invoice = {
        internalId: id,
        id: String(call.state.newId('invoiceNumbers')),
        created: writeDate(call.now),
        link: `${call.origin}/download_tax_invoice?ownerid=${call.storeId}&invoice_id=${id}`,
        type: 'SALE',
      };
      changeRow('orders', order, { invoices: [...listOf(order['invoices']), invoice] }, call);
      return { json: { id } };
    },
  },
  'POST /orders/tax-invoice-preview': {
    from: ['example generateTaxInvoicePreview.200'],
    run: (call) => html(invoicePage(bodyOf(call), call)),
  },
};

function html(text: string): { bytes: Uint8Array; type: string } {
  return { bytes: new TextEncoder().encode(text), type: 'text/html;charset=utf-8' };
}

/** The comments and the number are what test OrdersTest.testGetOrderInvoice looks for. */
function invoicePage(order: Fields, call: Call): string {
  const [company = '', , ...lines] = linesOf(order, call);
  const number =
    order['id'] === undefined
      ? ''
      : `<h2>Order ${escape(textOf(order['code']))}</h2><p><!-- Order number --><span>#${textOf(order['id'])}</span></p>\n`;
  return `<!DOCTYPE html>\n<html><body><!-- Invoice body markup --><h1>${escape(company)}</h1>\n${number}${lines
    .map((line) => `<p>${escape(line)}</p>`)
    .join('\n')}\n</body></html>\n`;
}

function linesOf(order: Fields, call: Call): string[] {
  const units = unitsOf(call.state.profile);
  const money = (amount: Fields[string]): string => formatMoney(numberOf(amount), units);
  const items = listOf(order['items']).map((item) => {
    const { name, quantity, price } = item;
    return `${textOf(name)}, ${textOf(quantity)} x ${money(price)}: ${money(multiply(numberOf(price), numberOf(quantity)))}`;
  });
  const shipping = fieldsOf(order['shippingOption']);
  return [
    textOf(fieldsOf(call.state.profile['company'])['companyName']),
    `Order #${textOf(order['code'])}`,
    textOf(order['email']),
    ...items,
    ...(shipping['shippingRate'] === undefined
      ? []
      : [`${textOf(shipping['shippingMethodName'])}: ${money(shipping['shippingRate'])}`]),
    `Tax: ${money(order['tax'])}`,
    `Total: ${money(order['total'])}`,
  ];
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
