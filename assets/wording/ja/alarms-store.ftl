# 機械（キオスク）の記録係が係員に知らせること。コードは sync/store/alarms.py。見るのは職員だけ。
# .what 何が起きているか、.next 何をするか。

alarm-store-head-conflict = { alarm-store-head-conflict.what }{ alarm-store-head-conflict.next }
    .what = 役所の監査記録の同じ位置に、2つの違う値が届いています。書き換えの疑いがあります。
    .next = すぐに情報システム担当へ知らせてください。

alarm-store-quarantined = { alarm-store-quarantined.what }{ alarm-store-quarantined.next }
    .what = 傷んで直せない記録があります（別に取り分けました）。
    .next = 番号の紙で照合し、ディスクを点検してください。

alarm-store-refused = { alarm-store-refused.what }{ alarm-store-refused.next }
    .what = 役所が受け取らなかった受け付けがあります。
    .next = 原因を直してから送り直してください。

alarm-store-disk-full = { alarm-store-disk-full.what }{ alarm-store-disk-full.next }
    .what = 記録の空きが足りません。空くまで、新しい受け付けはできません。
    .next = 窓口へ案内し、情報システム担当へ知らせてください。

alarm-store-receipt-not-printed = { alarm-store-receipt-not-printed.what }{ alarm-store-receipt-not-printed.next }
    .what = 受け付けたのに、番号の紙が出たと分からないものがあります。
    .next = 番号を書いて渡し、「渡した」と記録してください。

alarm-store-waiting-long = { alarm-store-waiting-long.what }{ alarm-store-waiting-long.next }
    .what = 役所へ届いていない受け付けが、前の日から残っています。
    .next = 回線を確かめてください。

alarm-store-office-silent = { alarm-store-office-silent.what }{ alarm-store-office-silent.next }
    .what = 役所からの返事が、前の日からありません。受け付けはこの機械に残り、つながれば届きます。
    .next = 回線を確かめてください。

alarm-store-clock-wrong = { alarm-store-clock-wrong.what }{ alarm-store-clock-wrong.next }
    .what = この機械の時計が、役所の時計と5分より大きく違います。
    .next = 時計を合わせてください。
