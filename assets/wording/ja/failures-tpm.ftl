# 機械（キオスク）の鍵を TPM（セキュリティチップ）で封じたときに起こること。コードは sync/envelope/tpm.py。見るのは情報担当だけ。
# .safe 何が無事か、.next 何をするか、.staff くわしいこと。

failure-tpm-absent = TPM（セキュリティチップ）に届きません
    .safe = 預かった申請は、封をしたままこの機械に残っています。失われていません。
    .next = 機械の設定画面（UEFI）で TPM 2.0 が有効か、キオスクの利用者がグループ tss に入っているかをたしかめます。
    .staff = 鍵のファイルにある場所（ふつうは /dev/tpmrm0）に TPM がないか、開けません。権限は Debian の tpm-udev が整えます。TPM が答えれば、キオスクは自動で動きます。

failure-tpm-locked-out = TPM がまちがいの数をかぞえて閉じています
    .safe = 預かった申請は、封をしたままこの機械に残っています。鍵も TPM の中で無事です。
    .next = 電源を入れたまま待つか、tpm2_dictionarylockout --clear-lockout で開けます。
    .staff = TPM_RC_LOCKOUT（0x921）。この鍵は noDA で封じるので、停電ではふえません。この機械のほかのプログラムが TPM を使っていないか見てください。

failure-tpm-another = この鍵を封じた TPM ではありません
    .safe = まだ送っていない申請は、封をして署名した形で残っています。登録し直せば、そのまま役所へ届きます。
    .next = 機械の基板を取りかえたか、TPM を消した（クリアした）ときに起こります。新しい名前で登録し直してください。
    .staff = もとの鍵はもう開きません。(1) 鍵のファイルを別の場所へ移す。(2) kakanai office device invite 新しい名前、python -m sync.sender.enrol --tpm /dev/tpmrm0。(3) keeper.toml と kiosk.toml の device を新しい名前にする。(4) 古い名前は、残りの申請が届いてから revoke する。先に取り消すと、残りは届きません。心あたりがなければ、ディスクが盗まれて別の機械で動いている疑いがあります。

failure-tpm-damaged = 鍵のファイルがこわれています
    .safe = まだ送っていない申請は、封をして署名した形で残っています。
    .next = 同じ機械の控えから鍵のファイルを戻します。控えがなければ、新しい名前で登録し直します。
    .staff = TPM は封じたときと同じですが、ファイルの中身を受けつけません。封じた鍵のファイルは、同じ機械でだけ開くので、控えを取ってもかまいません。

failure-tpm-refused = TPM がことわりました
    .safe = 預かった申請は、封をしたままこの機械に残っています。鍵のファイルはそのままです。
    .next = 下の番号を tpm2_rc_decode で調べます。
    .staff = CREATE_PRIMARY 0x9a2 は、TPM の所有者（owner）に合言葉がついているときです。外すか、平文の鍵のまま使います。
