//! The macro that declares every call once: its name, arguments, result, the
//! context that its handler needs (which fixes the role), and its tags.

/// Expands to the table of calls, the dispatcher and the parts of the bindings.
macro_rules! calls {
    ($($name:ident ($args:ty) -> $result:ty {
        context: $context:ty, handler: $handler:path,
        provides: [$($provides:ident),*], invalidates: [$($invalidates:ident),*] $(,)?
    })+) => {
        /// Every call with its role and its tags.
        pub const CALLS: &[CallSpec] = &[$(CallSpec {
            name: stringify!($name),
            role: <$context as Context>::ROLE,
            provides: &[$(Tag::$provides),*],
            invalidates: &[$(Tag::$invalidates),*],
        }),+];

        /// Checks the role and runs the handler: the one choke point.
        pub(crate) async fn dispatch(
            api: &Api,
            caller: &Caller,
            name: &str,
            args: serde_json::Value,
        ) -> Result<serde_json::Value, ApiError> {
            match name {
                $(stringify!($name) => {
                    allow(caller, <$context as Context>::ROLE)?;
                    let context = <$context as Context>::enter(api, caller)?;
                    let args: $args = read_args(stringify!($name), args)?;
                    let result: $result = $handler(&context, args).await?;
                    write_result(stringify!($name), &result)
                })+
                _ => Err(ApiError::not_found("call")),
            }
        }

        /// Adds the types of every call to the bindings.
        pub(crate) fn describe(types: &mut Types) -> Vec<CallTypes> {
            vec![$(CallTypes {
                name: stringify!($name),
                args: types.name_of::<$args>(),
                result: types.name_of::<$result>(),
            }),+]
        }
    };
}
