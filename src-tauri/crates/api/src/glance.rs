//! Figures for a command line that watches an engine at work.

use store::counts::ShopCounts;

use crate::api::Api;
use crate::error::ApiError;

impl Api {
    /// What was read and answered at each shop.
    ///
    /// # Errors
    /// The store's.
    pub async fn shop_counts(&self) -> Result<Vec<ShopCounts>, ApiError> {
        let house = self.house();
        let mut conn = house.store().read().await?;
        Ok(store::counts::by_shop(&mut conn).await?)
    }

    /// How many writes have left and are not known to have arrived.
    ///
    /// # Errors
    /// The store's.
    pub async fn unsettled(&self) -> Result<usize, ApiError> {
        let house = self.house();
        let mut conn = house.store().read().await?;
        Ok(store::effect::unsettled(&mut conn).await?.len())
    }
}
