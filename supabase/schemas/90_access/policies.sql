select app.grant_rpcs();
