//! Accruals by day, their kinds, the balance (`/v1/finance/…`).

use super::promotion::Sum;

said! {
    /// `finance.v1.GetFinanceAccrualByDayResponse`.
    AccrualList {
        accruals: rows,
        last_id: maybe_text,
    }

    /// Its `Accrual`.
    Accrual {
        accrual_id: text,
        accrued_category: text,
        unit_number: maybe_text,
        date: text,
        posting: part AccruedPosting,
        item_fees: part ItemFees,
        non_item_fee: part Fee,
        container_fees: part Fees,
        total_amount: part Sum,
    }

    /// `Accrual.Posting`.
    AccruedPosting {
        products: list AccruedProduct,
    }

    /// `Accrual.Posting.Product`.
    AccruedProduct {
        sku: whole,
        commission: part AccruedCommission,
        delivery: part AccruedDelivery,
    }

    /// `Accrual.Posting.Product.Commission`.
    AccruedCommission {
        sale_amount: part Sum,
        commission: part Sum,
    }

    /// `Accrual.Posting.Product.Delivery`.
    AccruedDelivery {
        services: list Fee,
    }

    /// `Accrual.ItemFees`.
    ItemFees {
        fees: list ItemFee,
    }

    /// `Accrual.ItemFees.ItemFee`.
    ItemFee {
        sku: whole,
        fees: list Fee,
    }

    /// `Accrual.ContainerFees`.
    Fees {
        fees: list Fee,
    }

    /// An amount with its kind.
    Fee {
        accrued: part Sum,
        type_id: whole,
    }

    /// `finance.v1.GetFinanceAccrualTypesResponse`.
    AccrualTypes {
        accrual_types: list AccrualType,
    }

    /// Its `AccrualType`.
    AccrualType {
        id: whole,
        name: text,
        description: text,
    }

    /// `v1GetFinanceBalanceV1Response`.
    BalanceReport {
        total: part BalanceTotal,
    }

    /// `GetFinanceBalanceV1ResponseTotal`.
    BalanceTotal {
        closing_balance: part BalanceSum,
        accrued: part BalanceSum,
    }

    /// Major units.
    BalanceSum {
        currency_code: text,
        value: amount,
    }
}
