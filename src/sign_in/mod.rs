//! Asking the player: in the browser, by the host's redirect, on another device, or by an external identity. Each is a task
//! that ends with a parent token. Sockets and browsers live here.

mod browser;
mod device;
mod loopback;
mod polling;
mod redirect;
mod visitor;

use crate::account::{RedirectSlot, SignIn, SignInMethod};
use crate::answer::Token;
use crate::config::Config;
use crate::discord::provisional::{self, Identity};
use crate::error::{Error, Result};
use crate::task::Task;
pub(crate) use browser::{Browser, BrowserOptions};
pub(crate) use device::Device;
use std::sync::Arc;

/// The task of an account's sign-in, by its method.
pub(crate) fn task(
    config: &Config,
    sign_in: SignIn,
    redirects: &Arc<RedirectSlot>,
) -> Result<Box<dyn Task<Output = Token>>> {
    let merge = sign_in.external.clone();
    Ok(match sign_in.method {
        SignInMethod::Browser => {
            let options = BrowserOptions {
                page: sign_in.page,
                path: sign_in.redirect,
                port: sign_in.redirect_port,
                timeout: sign_in.timeout,
                host_opens: sign_in.host_opens_browser,
                merge,
                finish_page: sign_in.finish_page,
            };
            Box::new(Browser::new(config, options)?)
        }
        SignInMethod::Device => Box::new(Device::new(config, Some(&sign_in.page.scope), merge)?),
        SignInMethod::Provisional => {
            let external = merge.ok_or_else(|| Error::internal("a provisional sign-in without an identity"))?;
            Box::new(provisional::get_token(config, &Identity::External(external))?)
        }
        SignInMethod::Redirect => Box::new(redirect::AwaitRedirect::new(sign_in, redirects.clone())),
        SignInMethod::Silent => return Err(Error::internal("a silent sign-in asks nobody")),
    })
}
